-- Terms that administrators change: what they changed is marked, so that the program's own list corrects only the rest.
alter table term add column version bigint not null default 1;
alter table term add column edited bigint not null default 0;
alter table term add column moved bigint not null default 0;
alter table term add column retired bigint not null default 0;
-- A term that became one with another stays as a row: what still names it means the other.
alter table term add column merged_into text;
insert into counter (name, value) values ('terms', 1);
