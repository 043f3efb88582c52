-- A record of schema 1, as the Dragoman of that time made it of one report.
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
INSERT INTO readings ("id", "reader", "source", "reading") VALUES ('d_1', 'old', X'789c558e314ec3401045a97d8a41b4496422424f418310a2481f8dbd137be465d7da199b50a7a4411c01db2141425c21d7e03624b240a67dffcde83dbfb169cce2bc555ae9f7f2ce078bce8070e604304d7d30f0c89ac3b5e80386228a860a19d09c7e3defe0026e2a47308da7b31108b2812be7e0966804ac02e46aff34893689f56921afebb660673a65b5d48962d093869c39edf9aec48059c032efb7b3e346ed920f324e74a54d15ecbebfdeefca2ab12c3985cff9a1688ec1c1bd177dc74a731fe4657b88ce2acc06aa597735da8a3e8eb9e3f8721ccfb684c132890ed8c6a2fe275f7f1f16090a4b97714dee07f9368204', X'789c9d55cd4e1441105ebc98f0089ec678532040c09307492026824609174f9ba6bb76b6434ff7d0ddb3c2cd04137f137721be003b333bbb687c85096fe1db583dd30bbbb21ae36d527ffdd5575fd57c2898a24904d27e3ae7accf9a2ba98523fbb3f55c6941240b0c0fa50908a54ab3e035b7ed60cbd888e883f9f9c91060816dc3384ec9602d789a4808569757d7170243380b36a40c760016026e4d00b2a38e97e6f37da1e881393d490fb86499e55640662cd1b6d107c9eed6f6614c34093589dbb5ef9ef341dae2184c96ec91ed275a947576398c937dc14d1bf4f73d44b447b40c5e28630724b16da54db740d06142c28950769275884860e4e02e2e3f5c5c5e2f8068c1c1d8095b2e889db6fcb8aad0dc27869b2ce41d90b906c240f795604383d482a460ba882f02d37b5ff7f0d8f5b09ddae318d2cd8dbdaddf01accd00b07603c05a563d5bc0512c38e5b6d0802188a1cc699b7069ce3ea6924430f0b3aae81c509548ab8f0b3776ae24d23fc1f9edb4a57454659d4cd07dffda3c20821383ad8cab8e0bf69fef6ce606a855baccb412d8f43714136849449333f3a670e06cc2907aa164587f7a845e56b311f63c943b952a6641f1e9e3ccf2bf7178995638f218b451f2068c5d07e3d52c183efb0f307a6fbdc42bf9a72626d2576cba8a2c6b7110ac3c57ad46ee8a83befc07e0a3c384203e8b62e9e654101e5da9ac1add76d6519c42810d718d708a4831046c8f0b620c680b6c20214465b1cbfc3051a8b0ee05b156f3fdc475dd7b3745cc140313246595e06ef56902a9dbf7023f9a131d3e73192f7d87554439c2a50670e49ade97ea91d1f511a92f8242832ea0c3995ba2afbed6aaabf5c8d79a52696d1be0c170744ca966a6ab5ec3da95d787cc7b1e38cfcad863894d4c35f0725ce1b43177e13208ced7513fc4eb280119c5cf081877761c485db491c582505ccbba92b7a66e56dd51ac55871b27b0ee88aa08579960b3dd61bdccce9c43a762e9737530b28d27bb5b5b57ac9c4d32f0175672e2a438abf3d49da6146501654195747f007cb30eef3546281a1ef30ac09cefa3ca68f86e0a4569a235b0e1d5401b03d44f1882f69d6614a7abca5fe25fcc19');
INSERT INTO meta ("name", "value") VALUES ('format', 'dragoman');
INSERT INTO meta ("name", "value") VALUES ('schema', '1');
