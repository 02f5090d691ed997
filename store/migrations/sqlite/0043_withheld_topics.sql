-- A topic that is hidden with the post that opens it, because somebody may be in danger by its title too, until a moderator decided.
alter table topic add column withheld bigint not null default 0;
