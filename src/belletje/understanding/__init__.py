"""What the caller said: an utterance, with the prospect's line before it, becomes dialogue acts with confidences."""
