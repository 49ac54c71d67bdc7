/** Version of the lab, as in package.json and CITATION.cff: what files that leave it, and those who cite it, name. */
export const LAB_VERSION = '0.1.0';
