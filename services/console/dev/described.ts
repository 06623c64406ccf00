/** What the console expects of the services, as JSON: the tests compare it with the services themselves. */
import { mayRead, pagesFor, ROLE_SERVICES } from "../src/app/roles";
import words from "../src/i18n/en/words.json";
import { resources } from "../src/resources";

const reading = Object.keys(ROLE_SERVICES).map((role) => ({
  role,
  pages: pagesFor([role]).map(({ service, name }) => `${service}/${name}`),
  parts: pagesFor([role])
    .flatMap(({ parts = [] }) => parts)
    .filter(({ path, readers }) => mayRead([role], path.split("/")[0] ?? "", readers))
    .map(({ path }) => path),
}));

console.log(JSON.stringify({ resources, reading, words }));
