// Writes the Postman collection from the API's description: `make openapi`.
//
// openapi-to-postmanv2 does the work. Here its random ids and values go, so that the same description makes
// the same file: bodies and replies are the description's live examples, ids are variables of the collection,
// and what may be left out is switched off. Logging in keeps the token for what comes after.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

import converter from "openapi-to-postmanv2";

const here = (name) => new URL(name, import.meta.url);
const description = readFileSync(here("../../frontend/openapi.json"), "utf8");
const VARIABLES = {
  baseUrl: "http://localhost:8000",
  bearerToken: "",
  username: "",
  password: "",
};
const KEEP_TOKEN = [
  "const told = pm.response.json();",
  "if (told.access_token) pm.collectionVariables.set('bearerToken', told.access_token);",
];

const collection = await new Promise((resolve, reject) => {
  const options = { folderStrategy: "Paths", parametersResolution: "Schema" };
  converter.convertV2({ type: "string", data: description }, options, (error, { result, reason, output }) =>
    error || !result ? reject(error ?? new Error(reason)) : resolve(output[0].data),
  );
});

const { paths } = JSON.parse(description);

/** The operation that a request asks, as the description has it. */
function operationOf({ method, url }) {
  const path = `/${url.path.map((part) => part.replace(/^:(.*)$/, "{$1}")).join("/")}`;
  return paths[path][method.toLowerCase()];
}

/** Its variable in the collection, for an id; else what the live example asks. */
function asked(key, parameters) {
  const given = parameters.find(({ name }) => name === key)?.example ?? "";
  if (!key.endsWith("_id")) return given;
  VARIABLES[key] ??= given || "1";
  return `{{${key}}}`;
}

function live(part) {
  const example = part?.content["application/json"]?.examples?.live;
  return example && JSON.stringify(example.value, null, 2);
}

function tidy(entry) {
  delete entry.id;
  if (entry.item) {
    entry.item.forEach(tidy);
    return;
  }
  const { request } = entry;
  const { parameters = [], requestBody, responses } = operationOf(request);
  for (const part of request.url.query) {
    part.disabled = !parameters.find(({ name }) => name === part.key).required;
    part.value = part.disabled ? "" : asked(part.key, parameters);
  }
  for (const part of request.url.variable) {
    delete part.id;
    part.value = asked(part.key, parameters);
  }
  if (requestBody) request.body.raw = live(requestBody) ?? "{}";
  entry.response = entry.response
    .filter((reply) => reply.code === 200)
    .map(({ name, status, code, header }) => ({ name, status, code, header, body: live(responses[200]) }));
  if (request.url.path.join("/") === "api/v1/auth/login") logIn(entry);
}

function logIn(entry) {
  const given = { username: "{{username}}", password: "{{password}}" };
  entry.request.body.raw = JSON.stringify(given, null, 2);
  entry.event = [{ listen: "test", script: { type: "text/javascript", exec: KEEP_TOKEN } }];
}

tidy(collection);
delete collection.info._postman_id;
const made = createHash("sha256").update(description).update(readFileSync(here("make.mjs")));
collection.info.version = made.digest("hex");
collection.variable = Object.entries(VARIABLES).map(([key, value]) => ({ key, value }));
const file = here("nova-corrente.postman_collection.json");
writeFileSync(file, `${JSON.stringify(collection, null, 2)}\n`);
