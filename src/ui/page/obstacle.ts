// What is in the way of a start.

import type { LanguageController } from '../language/language-controller.js';
import type { DeviceReport } from '../../worker/training/protocol.js';
import type { ExperimentController } from '../experiment/experiment-controller.js';
import { words } from '../experiment/words.js';

const { obstacle: said } = words;

/** Why an experiment cannot be started, '' if it can. */
export function obstacleTo(
  experiment: ExperimentController,
  language: LanguageController,
  report: DeviceReport | null,
): string {
  if (experiment.isReading) return said.readingLink;
  const { problem } = experiment.summary(report?.type === 'ready' ? report.device : null);
  return language.obstacle(experiment.spec) || problem || deviceObstacle(report);
}

/** Whether an obstacle goes away by itself. */
export function isPassing(obstacle: string): boolean {
  return ([said.readingLink, said.readingText, said.measuring] as string[]).includes(obstacle);
}

/** What of the device is in the way of a start, '' for nothing. */
function deviceObstacle(report: DeviceReport | null): string {
  if (!report) return said.measuring;
  return report.type === 'problem' ? said.noDevice : '';
}
