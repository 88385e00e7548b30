"""What policies of every kind share: head, places, digest, and the collector of errors."""
