-- What somebody began to write and has not sent: for her alone, one for each topic, and one new topic for each space.
create table unsent (
    person_id text not null references person (id) on delete cascade,
    -- The id of the topic that it answers, or of the space in which it would begin one.
    place text not null,
    space_id text not null references space (id) on delete cascade,
    topic_id text references topic (id) on delete cascade,
    -- The form as she left it, in JSON.
    fields text not null,
    saved_at bigint not null,
    primary key (person_id, place)
);
create index unsent_space on unsent (space_id);
create index unsent_topic on unsent (topic_id);
