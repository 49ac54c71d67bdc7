export { download } from './browser.js';
