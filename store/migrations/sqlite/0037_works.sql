-- When readers last got to see a change of a project or an activity, as a number of the counter of all of them: what is kept in memory is
-- brought up to date by what is newer (docs/decisions/0062). The second counter says when rows that readers knew were removed.
alter table project add column changed bigint not null default 0;
create index project_changed on project (changed);
alter table activity add column changed bigint not null default 0;
create index activity_changed on activity (changed);
insert into counter (name, value) values ('project-gone', 0);
