// The list of lessons and the lessons, which load when one of them is opened.

export { LabLesson } from './lab-lesson.js';
export { LabLessons } from './lab-lessons.js';
