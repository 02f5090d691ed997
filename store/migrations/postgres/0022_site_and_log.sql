-- Whoever is blocked is named as she was then: nobody learns here under what name she goes on.
alter table blocked add column name text not null default '';
alter table blocked add column icon text not null default 'calebasse';
update blocked set name = (select p.name from person p where p.id = blocked_id),
    icon = (select p.icon from person p where p.id = blocked_id);

-- The log is only added to, whatever a program believes.
create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception 'the log is only added to';
end
$$;
create trigger audit_is_not_changed before update or delete on audit
    for each row execute function audit_is_only_added_to();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function audit_is_only_added_to();

-- What administrators decided about the whole site, in one row.
create table site_settings (
    name text not null primary key,
    takes_requests bigint not null,
    invitation_days bigint not null,
    word text,
    version bigint not null
);
insert into site_settings (name, takes_requests, invitation_days, word, version) values ('site', 1, 14, null, 1);
