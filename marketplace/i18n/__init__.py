"""Chinese and English: sentences for error codes, and the language of a request."""
