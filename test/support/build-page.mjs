// `node build-page.mjs FOLDER` builds the page into a folder, in a process of its own.
import { buildPage } from './built-page.mjs';

await buildPage(process.argv[2]);
