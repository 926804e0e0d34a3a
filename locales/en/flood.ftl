# When one person sends too fast.
flood-messages = Your messages come too fast. The last one, and those sent before { $moment }, are not acted on; what was noted before is all there. Please send them again after that moment.
flood-files = Many files came in a short time. The last one, and those sent before { $moment }, were not taken; the files that were taken before are all there. Please send them again after that moment.
parse-wait = Other files are being read first; please wait a little.

# When one person takes out too much within an hour.
refused-exports = You have taken out much within the last hour; to protect the data this was not done. Please try again in an hour.
export-refused-told = { $name } ({ $unit }) has taken out much within an hour; the next attempt was held back. If it was not that person, please revoke the account under Units.
