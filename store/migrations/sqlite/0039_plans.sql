-- Action plans. What is said of one and its actions with how they went are one value (docs/decisions/0045, 0064).
create table action_plan (
    id text not null primary key,
    slug text not null unique,
    organization_id text not null references organization (id) on delete cascade,
    content text not null,
    published bigint not null,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index action_plan_organization on action_plan (organization_id, updated_at);
create index action_plan_published on action_plan (published);

-- Of what an organisation was reminded: an action by its number, soon or late, for this day. Another day is another reminder.
create table action_plan_reminder (
    plan_id text not null references action_plan (id) on delete cascade,
    action bigint not null,
    kind text not null,
    due text not null,
    made_at bigint not null,
    primary key (plan_id, action, kind, due)
);

insert into counter (name, value) values ('plan', 1);
