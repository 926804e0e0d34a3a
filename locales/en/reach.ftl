# Whom a reminder would not reach: from the page of a unit.
reach-silent = long silent
gaps-button = Who needs a call
gaps-title = Who needs a call · { $unit }
gaps-posts = { $count } reporters and heads hold a post here.
gaps-none = Every unit has officers who joined and can be reached.
gaps-empty = No reporter: { $count } units
gaps-never = Has not joined: { $count } officers
gaps-blocked = Cannot be reached: { $count } officers
gaps-silent = Silent for more than 30 days: { $count } officers
gaps-see-empty = Units without a reporter ({ $count })
gaps-see-never = Not joined ({ $count })
gaps-see-blocked = Cannot be reached ({ $count })
gaps-see-silent = Long silent ({ $count })
gaps-person = { $unit }: { $name }, { $role }
gaps-since = { $words } (last { $moment })
