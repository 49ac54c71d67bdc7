// Names for experiments that people can remember and say aloud: two words.

const adjectives = (
  'agile amber ample apt awake bold brave breezy bright brisk broad calm candid clear clever cosy crisp curious daring deep ' +
  'eager early earnest even fair fine firm fleet fond frank free fresh gentle glad golden good grand green happy hardy honest ' +
  'humble jolly keen kind lazy light lively loyal lucky mellow merry mild modest neat nimble noble open patient plain polite ' +
  'proud prompt quick quiet rapid ready rosy round rustic safe sandy shy silent silver simple sleepy slow smart smooth snug ' +
  'sober soft solid spry steady still strong sturdy sunny sweet swift tall tidy true warm wise witty'
).split(' ');

const animals = (
  'adder badger bat bear beaver beetle bison boar bream buck camel carp cat cicada civet cod coot crab crane cricket crow ' +
  'curlew deer dingo dove duck eagle eel eland elk falcon ferret finch fly fox frog gecko gibbon goat goose grouse gull hare ' +
  'hawk heron hornet horse ibex jackal jay kestrel kite koala lark lemur lion lizard llama lobster lynx magpie marmot marten ' +
  'merlin mole moose moth mouse newt ocelot octopus otter owl panda parrot pigeon pike plover pony puffin quail rabbit raven ' +
  'robin salmon seal shrew sloth snail sparrow spider stork swan tapir tern toad trout viper walrus wombat wren zebra'
).split(' ');

const COUNT = adjectives.length * animals.length;
/** A prime that divides no such count: the next name tried shares no word with one that is taken. */
const STRIDE = 5003;

/** A name for the experiment of a UUID that no other has: an adjective and an animal, with a number once all pairs are taken. */
export function nameFor(id: string, taken: ReadonlySet<string>): string {
  const first = Number.parseInt(id.slice(0, 8), 16);
  for (let i = 0; ; i++) {
    const at = (first + i * STRIDE) % COUNT;
    const pair = `${adjectives[at % adjectives.length]} ${animals[Math.floor(at / adjectives.length)]}`;
    const name = i < COUNT ? pair : `${pair} ${Math.floor(i / COUNT) + 1}`;
    if (!taken.has(name)) return name;
  }
}
