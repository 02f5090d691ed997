-- An image of a post. It belongs to a post that may not be published yet, and is seen by others once it is shown.
create table post_picture (
    id text not null primary key,
    post_id text not null,
    shown bigint not null,
    -- Nobody sent an example.
    person_id text references person (id) on delete cascade,
    alt text,
    kind text not null,
    -- Its bytes as they came, with what a camera writes into them: forgotten as soon as it was made small.
    blob text,
    bytes bigint not null,
    -- The queue of the workshop.
    progress text not null,
    attempts bigint not null,
    due_at bigint not null,
    problem text,
    created_at bigint not null
);
create index post_picture_post on post_picture (post_id);
create index post_picture_person on post_picture (person_id, shown);
create index post_picture_due on post_picture (progress, due_at);

create table post_picture_variant (
    picture_id text not null references post_picture (id) on delete cascade,
    role text not null,
    kind text not null,
    blob text not null,
    bytes bigint not null,
    width bigint,
    height bigint,
    primary key (picture_id, role)
);
create index post_picture_variant_blob on post_picture_variant (blob);

-- A poll of a topic: how often each answer was chosen, and who chose what, which nobody reads but she herself.
create table poll (
    topic_id text not null primary key references topic (id) on delete cascade,
    style text not null,
    question text,
    ends_at bigint not null,
    closed_at bigint,
    votes bigint not null
);

create table poll_option (
    topic_id text not null references poll (topic_id) on delete cascade,
    position bigint not null,
    text text,
    votes bigint not null,
    primary key (topic_id, position)
);

create table poll_vote (
    topic_id text not null references poll (topic_id) on delete cascade,
    person_id text not null references person (id) on delete cascade,
    position bigint not null,
    at bigint not null,
    primary key (topic_id, person_id)
);
create index poll_vote_person on poll_vote (person_id);
