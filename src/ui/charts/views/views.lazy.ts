// Charts in the way in which a question asks: valleys, rates, skills and others.

import { viewsOf } from '../../../figures/views/views.js';
import './lab-views.js';

export { viewsOf };
