// What reads and writes the library, loaded when it is first needed.
export {
  addAll,
  changeEntry,
  hasEntry,
  openLibrary,
  readAll,
  readEntries,
  readEntry,
  readEvents,
  readOldJournal,
  removeEntries,
  write,
} from './database.js';
export { libraryFile, readLibraryFile } from '../../lab/library/library-file.js';
export { textsFor } from './library-texts.js';
