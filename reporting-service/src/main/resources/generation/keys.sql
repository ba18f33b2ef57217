alter table pair add primary key (community, programme, bucket, kind, nature, giver, receiver, part);
alter table hours add primary key (community, programme, bucket, kind, skill, provider_role, receiver_role, part);
alter table exchange add primary key (community, programme, bucket, kind, part);
alter table balance add primary key (community, account, part);
alter table match add primary key (community, bucket, event, detail, part);
alter table decision add primary key (community, programme, bucket, decision, part);
alter table word add primary key (community, programme, bucket, how, part);
alter table attendance add primary key (community, bucket, gave, person, part);
analyze pair, hours, exchange, balance, match, decision, word, attendance;
