# Reading a report.
reading-head = Receipt { $receipt }; { $state }, first sent { $first }.
reading-version = Version { $version } of { $versions }, sent { $moment } by { $by }.
reading-count = { $count }
reading-files = Files ({ $count })
reading-files-title = Files of this report: tap a number to get one
reading-no-files = This report has no files.
refused-file-gone = This file cannot be fetched from the store at present; please contact the office.
