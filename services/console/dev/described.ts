/** What the console expects of the services, as JSON: the tests compare it with the services themselves. */
import { ROLE_SERVICES } from "../src/app/roles";
import words from "../src/i18n/en/words.json";
import { resources } from "../src/resources";

console.log(JSON.stringify({ resources, roles: Object.keys(ROLE_SERVICES), words }));
