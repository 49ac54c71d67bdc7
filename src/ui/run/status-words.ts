export { refusalWords } from '../law/words.js';
