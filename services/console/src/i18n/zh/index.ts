import pages from "./pages.json";
import words from "./words.json";

export default { ...pages, ...words };
