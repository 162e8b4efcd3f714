"""两级报送: packages out and in, and who is missing."""
