import './lab-app.js';
import { adoptTokens } from './styles/tokens.js';

adoptTokens(document);
