-- What those who publish were told of pledges: that the day of one comes, and that it is over. Another day is told of anew.
create table pledge_reminder (
    campaign_id text not null references campaign (id) on delete cascade,
    number bigint not null,
    what text not null,
    due text not null,
    primary key (campaign_id, number, what, due)
);

-- The photo of sheets of paper that were signed: the image itself is one of post_picture, under this id and of nobody.
create table sheet_photo (
    id text not null primary key,
    campaign_id text not null references campaign (id) on delete cascade,
    kept_at bigint not null
);
create index sheet_photo_campaign on sheet_photo (campaign_id);
