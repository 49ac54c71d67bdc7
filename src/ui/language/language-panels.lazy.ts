// What only some experiments need, loaded when one of them is there.

import './lab-language.js';
import './text/lab-text-source.js';
