"""Letters (文书): forms as data, composed item by item, the same text for paper and for Word."""
