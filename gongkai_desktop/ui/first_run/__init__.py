"""首次使用: the unit in under five minutes, or the sample office."""
