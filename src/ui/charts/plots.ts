// What draws charts, for the parts of the page that load late: whoever imports this has charts drawn.

import uPlot from 'uplot';
import { PlotController } from './plot-controller.js';

PlotController.drawWith(uPlot);
