"""What the field does: periods, forms, handing in, reminding, summaries. No messenger, no words for people."""
