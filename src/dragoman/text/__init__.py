"""Text as the reader sees it: normalising that keeps offsets, sentences and their parse."""
