# When one person sends too fast.
flood-messages = Your messages come too fast. The last one, and those sent before { $moment }, are not acted on; what was noted before is all there. Please send them again after that moment.
flood-files = Many files came in a short time. The last one, and those sent before { $moment }, were not taken; the files that were taken before are all there. Please send them again after that moment.
parse-wait = Other files are being read first; please wait a little.
