import './lab-app.js';
import { adoptTokens } from './parts/tokens.js';

adoptTokens(document);
