-- A photo of a project or of an activity: the image itself is one of post_picture, under this id and of nobody; its words are the caption.
create table work_photo (
    id text not null primary key,
    project_id text references project (id) on delete cascade,
    activity_id text references activity (id) on delete cascade,
    kept_at bigint not null
);
create index work_photo_project on work_photo (project_id, kept_at);
create index work_photo_activity on work_photo (activity_id, kept_at);
