-- A record of schema 2, as the Dragoman of that time made it of one report.
CREATE TABLE documents (
	id TEXT NOT NULL,
	file TEXT,
	url TEXT,
	title TEXT,
	publisher TEXT,
	authors JSON NOT NULL,
	language TEXT,
	published JSON,
	published_basis TEXT,
	text TEXT NOT NULL,
	blocks JSON NOT NULL,
	copy_of TEXT,
	story TEXT,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE times (
	id TEXT NOT NULL,
	document TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	text TEXT NOT NULL,
	type TEXT NOT NULL,
	value TEXT NOT NULL,
	earliest TEXT,
	latest TEXT,
	basis TEXT NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE entities (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	aliases JSON NOT NULL,
	kind TEXT NOT NULL,
	country TEXT,
	sector TEXT,
	external_ids JSON NOT NULL,
	latitude FLOAT,
	longitude FLOAT,
	roles JSON NOT NULL,
	mentions JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE claims (
	id TEXT NOT NULL,
	document TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	text TEXT NOT NULL,
	voice TEXT NOT NULL,
	quotes JSON NOT NULL,
	attribution JSON NOT NULL,
	modality TEXT NOT NULL,
	negated BOOLEAN NOT NULL,
	said JSON,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE quantities (
	id TEXT NOT NULL,
	document TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	text TEXT NOT NULL,
	low FLOAT,
	high FLOAT,
	comparator TEXT NOT NULL,
	unit TEXT,
	"of" TEXT,
	change TEXT,
	claim TEXT,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE events (
	id TEXT NOT NULL,
	type TEXT NOT NULL,
	mode TEXT,
	contexts JSON NOT NULL,
	actors JSON NOT NULL,
	recipients JSON NOT NULL,
	place TEXT,
	time JSON,
	status TEXT NOT NULL,
	summary TEXT NOT NULL,
	agreement TEXT,
	claims JSON NOT NULL,
	quantities JSON NOT NULL,
	evidence JSON NOT NULL,
	corroboration JSON NOT NULL,
	cameo TEXT,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE agreements (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	form TEXT,
	parties JSON NOT NULL,
	signatories JSON NOT NULL,
	witnesses JSON NOT NULL,
	mediators JSON NOT NULL,
	signed JSON,
	place TEXT,
	status TEXT,
	aims JSON NOT NULL,
	provisions JSON NOT NULL,
	compliance JSON NOT NULL,
	relations JSON NOT NULL,
	evidence JSON NOT NULL,
	corroboration JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE assertions (
	id TEXT NOT NULL,
	text TEXT NOT NULL,
	claims JSON NOT NULL,
	quantities JSON NOT NULL,
	events JSON NOT NULL,
	corroboration JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE stories (
	id TEXT NOT NULL,
	title TEXT NOT NULL,
	documents JSON NOT NULL,
	first JSON,
	last JSON,
	timeline JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE differences (
	id TEXT NOT NULL,
	story TEXT NOT NULL,
	kind TEXT NOT NULL,
	about TEXT NOT NULL,
	summary TEXT NOT NULL,
	items JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE links (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	"left" TEXT NOT NULL,
	"right" TEXT NOT NULL,
	score FLOAT NOT NULL,
	reasons JSON NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE redirects (
	id TEXT NOT NULL,
	"to" TEXT NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE readings (
	id TEXT NOT NULL,
	reader TEXT NOT NULL,
	source BLOB NOT NULL,
	reading BLOB NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE judgements (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	"left" TEXT NOT NULL,
	"right" TEXT,
	field TEXT,
	verdict TEXT NOT NULL,
	value JSON,
	person TEXT NOT NULL,
	made TEXT NOT NULL,
	note TEXT,
	PRIMARY KEY (id)
);
CREATE TABLE search (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	who TEXT NOT NULL,
	place TEXT NOT NULL,
	earliest TEXT,
	latest TEXT,
	digest TEXT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (id)
);
CREATE VIRTUAL TABLE search_words USING fts5(
            title, text, who, content='search', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE meta (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
);
CREATE INDEX documents_story ON documents (story);
CREATE INDEX times_document ON times (document);
CREATE INDEX claims_document ON claims (document);
CREATE INDEX quantities_document ON quantities (document);
CREATE INDEX differences_story ON differences (story);
CREATE TRIGGER search_added AFTER INSERT ON search BEGIN
            INSERT INTO search_words(rowid, title, text, who) VALUES (new.number, new.title, new.text, new.who);
        END;
CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
            INSERT INTO search_words(search_words, rowid, title, text, who)
            VALUES ('delete', old.number, old.title, old.text, old.who);
        END;
INSERT INTO documents ("id", "file", "url", "title", "publisher", "authors", "language", "published", "published_basis", "text", "blocks", "copy_of", "story", "digest") VALUES ('d_1', 'a.txt', NULL, NULL, 'The Tarn Post', '[]', NULL, '{"value":"2025-06-05","earliest":"2025-06-05","latest":"2025-06-05"}', 'given', 'Norland signs accord with Estmark

Norland signed the accord on 4 June 2025, said Ann Lee, its envoy.
', '[{"kind":"title","start":0,"end":33},{"kind":"paragraph","start":35,"end":101}]', NULL, 'story_ac602a37a7c632ed', '09c8d863c1df7a01f212befd35ee9995');
INSERT INTO times ("id", "document", "start", "end", "text", "type", "value", "earliest", "latest", "basis", "digest") VALUES ('time_99b7d00cf505eda3', 'd_1', 64, 75, '4 June 2025', 'DATE', '2025-06-04', '2025-06-04', '2025-06-04', 'explicit', '6d3a3b361614256ad21eae78f083f678');
INSERT INTO entities ("id", "name", "aliases", "kind", "country", "sector", "external_ids", "latitude", "longitude", "roles", "mentions", "digest") VALUES ('entity_1e60711dfa495da4', 'Ann Lee', '["Ann Lee"]', 'person', 'NLD', NULL, '{}', NULL, NULL, '[{"title":"envoy","of":"entity_99b7d00cf505eda3","evidence":[{"document":"d_1","start":95,"end":100,"text":"envoy","field":null}],"former":false}]', '[{"document":"d_1","start":82,"end":89,"text":"Ann Lee","field":null}]', '6c4bf2ef0682e44b6e794b3f74cc88e1');
INSERT INTO entities ("id", "name", "aliases", "kind", "country", "sector", "external_ids", "latitude", "longitude", "roles", "mentions", "digest") VALUES ('entity_30f6c4cb53d170c3', 'Estmark', '["Estmark"]', 'country', NULL, NULL, '{}', NULL, NULL, '[]', '[{"document":"d_1","start":26,"end":33,"text":"Estmark","field":null}]', 'd956777c603356c285904cd0a4fa4be7');
INSERT INTO entities ("id", "name", "aliases", "kind", "country", "sector", "external_ids", "latitude", "longitude", "roles", "mentions", "digest") VALUES ('entity_99b7d00cf505eda3', 'Norland', '["Norland"]', 'country', 'NLD', NULL, '{}', NULL, NULL, '[]', '[{"document":"d_1","start":0,"end":7,"text":"Norland","field":null},{"document":"d_1","start":35,"end":42,"text":"Norland","field":null}]', '8bd0996083b3f8a4f56f92db81ede6e5');
INSERT INTO claims ("id", "document", "start", "end", "text", "voice", "quotes", "attribution", "modality", "negated", "said", "digest") VALUES ('claim_99b7d00cf505eda3', 'd_1', 35, 75, 'Norland signed the accord on 4 June 2025', 'indirect', '[]', '[{"name":"Ann Lee","entity":"entity_1e60711dfa495da4","kind":"person","cue":"said","document":"d_1","start":82,"end":89,"text":"Ann Lee"}]', 'asserted', 0, NULL, '109a210f966cfbbd2b22f08389ae07d5');
INSERT INTO events ("id", "type", "mode", "contexts", "actors", "recipients", "place", "time", "status", "summary", "agreement", "claims", "quantities", "evidence", "corroboration", "cameo", "digest") VALUES ('event_99b7d00cf505eda3', 'AGREE', NULL, '[]', '["entity_99b7d00cf505eda3"]', '["entity_30f6c4cb53d170c3"]', NULL, '{"value":"2025-06-04","earliest":"2025-06-04","latest":"2025-06-04"}', 'occurred', 'Norland agreed on the accord (4 June 2025).', 'agreement_99b7d00cf505eda3', '["claim_99b7d00cf505eda3"]', '[]', '[{"document":"d_1","start":35,"end":42,"text":"Norland","field":"actors"},{"document":"d_1","start":35,"end":60,"text":"Norland signed the accord","field":null},{"document":"d_1","start":64,"end":75,"text":"4 June 2025","field":"time"}]', '{"documents":1,"outlets":1,"origins":["Ann Lee"],"independent_origins":1,"level":"single-source","why":"1 document, from Ann Lee"}', NULL, '36ef13f0cfa625f8802af6bf46f4c807');
INSERT INTO agreements ("id", "name", "kind", "form", "parties", "signatories", "witnesses", "mediators", "signed", "place", "status", "aims", "provisions", "compliance", "relations", "evidence", "corroboration", "digest") VALUES ('agreement_99b7d00cf505eda3', 'the accord', 'other', NULL, '["entity_99b7d00cf505eda3","entity_30f6c4cb53d170c3"]', '[]', '[]', '[]', '{"value":"2025-06-04","earliest":"2025-06-04","latest":"2025-06-04"}', NULL, 'signed', '[]', '[]', '[]', '[]', '[{"document":"d_1","start":26,"end":33,"text":"Estmark","field":"parties"},{"document":"d_1","start":35,"end":42,"text":"Norland","field":"parties"},{"document":"d_1","start":43,"end":49,"text":"signed","field":"status"},{"document":"d_1","start":50,"end":60,"text":"the accord","field":null},{"document":"d_1","start":64,"end":75,"text":"4 June 2025","field":"signed"}]', '{"documents":1,"outlets":1,"origins":["Ann Lee"],"independent_origins":1,"level":"single-source","why":"1 document, from Ann Lee"}', '121877a16dfda8bacce05c189243083c');
INSERT INTO assertions ("id", "text", "claims", "quantities", "events", "corroboration", "digest") VALUES ('assertion_82c908205fce083f', 'Norland signed the accord on 4 June 2025', '["claim_99b7d00cf505eda3"]', '[]', '["event_99b7d00cf505eda3"]', '{"documents":1,"outlets":1,"origins":["Ann Lee"],"independent_origins":1,"level":"single-source","why":"1 document, from Ann Lee"}', 'ea425d404b395130d62f88fafb13221b');
INSERT INTO stories ("id", "title", "documents", "first", "last", "timeline", "digest") VALUES ('story_ac602a37a7c632ed', '', '["d_1"]', '{"value":"2025-06-05","earliest":"2025-06-05","latest":"2025-06-05"}', '{"value":"2025-06-05","earliest":"2025-06-05","latest":"2025-06-05"}', '[{"time":{"value":"2025-06-04","earliest":"2025-06-04","latest":"2025-06-04"},"event":"event_99b7d00cf505eda3","agreement":"agreement_99b7d00cf505eda3","summary":"Norland agreed on the accord (4 June 2025).","evidence":[{"document":"d_1","start":35,"end":42,"text":"Norland","field":"actors"},{"document":"d_1","start":35,"end":60,"text":"Norland signed the accord","field":null},{"document":"d_1","start":64,"end":75,"text":"4 June 2025","field":"time"}]}]', '731e29a4c6e62bd3adbc69c1da38000e');
INSERT INTO readings ("id", "reader", "source", "reading") VALUES ('d_1', 'old', X'789c558e314ec3401045a97d8a41b4496422424f418310a2481f8dbd137be465d7da199b50a7a4411c01db2141425c21d7e03624b240a67dffcde83dbfb169cce2bc555ae9f7f2ce078bce8070e604304d7d30f0c89ac3b5e80386228a860a19d09c7e3defe0026e2a47308da7b31108b2812be7e0966804ac02e46aff34893689f56921afebb660673a65b5d48962d093869c39edf9aec48059c032efb7b3e346ed920f324e74a54d15ecbebfdeefca2ab12c3985cff9a1688ec1c1bd177dc74a731fe4657b88ce2acc06aa597735da8a3e8eb9e3f8721ccfb684c132890ed8c6a2fe275f7f1f16090a4b97714dee07f9368204', X'789ca555cd6ed340100e5c90fa089c8cb8415bb555ca890395889068a900f5c229daee4e9c55d7bbeeee3a6d6f4845020412098817686cc709205ec1e22d781b66ed4d9ad08090b859f3b7df7cf3cdf86dc1144d2290f6dd056743d6de4c2d9cda9f9d7da505912c303c942620942acd82136ebb41cbd888e8a39595f9106081edc2344ec9a0193c4e24045b1b5bdbab81219c053b52067b00ab01b72600d95367eb2bf9a150f4c87c3c4f8fb86499e55640662cd1b63104c96ed5f6714c34093589bbb5efb6f341dae1184cd6eda91d265a947576398e9343c14d17f4b703447440b40c9e2a634724b15da54dbf40d06142c2b950769ef5884860e2e0ae6ddc5bdbd82e8068c1c1d8395b2e885db47c9f55681f12c34d16f21ec85c0361a0874ab0b1416a4152307dc4178119bca97b78e07ad84ded590ce9c39d83d6ef009a4b0034af006866d5b3059cc682536e0b0d188218ca9c760997e6d3bb549208467e56159d23aa1269f559e1c6ce9544fae738bf9176948eaaacf339baef5c9a47447062b09569d569c1e1fedec3dc00b54a979956029bfe8a62022d896873665e160e9c4d18522f940cebcfec48aa13597aa05e5dcb810e3ca29b95389621f2e9d3ccf27fe178d15670f218b451f20a9ae70ecd8b65687cf61fd00c5e79c157cb909a98485fb1ed2ab2acc341b0f242751ab92b0efac7bfe39f1c2704615a54503fa782f06826bd6a9ebb594f710a05f6c535a22a22c510b73d2b8831a02db0918410e5c67ee4c78942d9f5bf106b353f4c5cf383d70bfc2c1031c75556a9f0fa902690ba2350e0477baed1272ee3996fb48a2827b8e9008e6333f8503d32b9bc2cf5995068d005f438739bf5d9d7da72b5eefb5a0bd2ad6d23bc228e8e050d2d75d5bb59bbf2faba79cf5de7d99c7a2cb189a9e65e4e2b7c6c5cfbe232088ed9513fc693290119c5cf081877761c485db491c58250dcd5ba92b7a66e56fd49ac558f1ba7b3fe84aa08f79b60b3fd71bde1ce9c43af62e97d7545b29d47cf5bad192b9fe619f80b2b39718a5cd679eaee558ab280b2a04abadf02be59870f1a13140d8f7905e09aefa3ca68f86e0a4569a235b0f16ca08d11ea270c41fb4e338ad355e52f6a8ad6d2');
INSERT INTO search ("number", "id", "kind", "title", "text", "who", "place", "earliest", "latest", "digest") VALUES (1, 'd_1', 'document', 'a.txt', 'Norland signs accord with Estmark

Norland signed the accord on 4 June 2025, said Ann Lee, its envoy.
', ' ann lee 
 estmark 
 norland ', ' estmark 
 norland ', '2025-06-05', '2025-06-05', 'fc85c4e57cf7213bfa6c881985624334');
INSERT INTO search ("number", "id", "kind", "title", "text", "who", "place", "earliest", "latest", "digest") VALUES (2, 'claim_99b7d00cf505eda3', 'claim', 'Ann Lee', 'Norland signed the accord on 4 June 2025', ' ann lee 
 norland ', ' norland ', '2025-06-05', '2025-06-05', 'e53ef2f86627bd15f1f3fc67564b09b8');
INSERT INTO search ("number", "id", "kind", "title", "text", "who", "place", "earliest", "latest", "digest") VALUES (3, 'event_99b7d00cf505eda3', 'event', 'Norland agreed on the accord (4 June 2025).', 'Norland signed the accord', ' estmark 
 norland ', '', '2025-06-04', '2025-06-04', '76d4844155e7f23d7edf3e0248d67ec3');
INSERT INTO search ("number", "id", "kind", "title", "text", "who", "place", "earliest", "latest", "digest") VALUES (4, 'agreement_99b7d00cf505eda3', 'agreement', 'the accord', '', ' estmark 
 norland ', '', '2025-06-04', '2025-06-04', '8ee25e6f6dffb6a40e1cb2d3e2f05883');
INSERT INTO meta ("name", "value") VALUES ('format', 'dragoman');
INSERT INTO meta ("name", "value") VALUES ('schema', '2');
