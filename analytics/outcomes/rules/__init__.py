"""The rule vocabulary: how a published endpoint is read off a word of weekly symbols."""
