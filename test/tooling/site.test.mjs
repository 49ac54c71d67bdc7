// Covers build/site.ts: what the page is outside its window, with and without an address of its own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { importSource } from '../support/golden-files.mjs';

const pictures = join(dirname(dirname(import.meta.dirname)), 'build', 'pictures');
const address = 'https://lab.example/some/folder/';

/** Width and height of a PNG, from its first chunk. */
const sizeOf = (file) => {
  const bytes = readFileSync(join(pictures, file));
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};
const valueOf = (tags, name) =>
  tags.map(({ attrs }) => attrs).find(({ rel, property, name: own }) => [rel, property, own].includes(name));

describe('the site around the page', () => {
  let site;
  before(async () => {
    site = await importSource('build/site.ts');
  });

  it('can be installed from any folder: a manifest of relative addresses, with icons of the sizes that it states', () => {
    for (const siteUrl of ['', address]) {
      const manifest = JSON.parse(site.siteTexts(siteUrl).get('manifest.webmanifest'));
      assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ['./', './', 'standalone']);
      assert.deepEqual(
        manifest.icons.map(({ src }) => sizeOf(src).join('x')),
        manifest.icons.map(({ sizes }) => sizes),
      );
      assert.deepEqual([...new Set(manifest.icons.map(({ purpose }) => purpose))].sort(), [
        'any',
        'maskable',
      ]);
      const shown = site.sitePictures(siteUrl);
      assert.ok(
        manifest.icons.every(({ src }) => shown.includes(src)) && shown.includes('apple-touch-icon.png'),
      );
    }
    assert.deepEqual(sizeOf('apple-touch-icon.png'), [180, 180]);
  });

  it('says what it is to search engines and where it is shared, in both themes of a browser', () => {
    const tags = site.siteTags('');
    assert.match(valueOf(tags, 'description').content, /scaling laws/);
    assert.equal(valueOf(tags, 'og:description').content, valueOf(tags, 'description').content);
    const themes = tags.filter(({ attrs }) => attrs.name === 'theme-color').map(({ attrs }) => attrs.media);
    assert.deepEqual(themes, ['(prefers-color-scheme: light)', '(prefers-color-scheme: dark)']);
    assert.equal(site.siteTexts('').get('robots.txt'), 'User-agent: *\nAllow: /\n');
  });

  it('has a canonical address, a picture and a sitemap where it knows its address, and none where not', () => {
    const withoutAddress = JSON.stringify([
      site.siteTags(''),
      [...site.siteTexts('')],
      site.sitePictures(''),
    ]);
    assert.doesNotMatch(
      withoutAddress,
      /https?:|canonical|og:url|og:image|sitemap|preview|summary_large_image/i,
    );
    const tags = site.siteTags(address);
    assert.equal(valueOf(tags, 'canonical').href, address);
    assert.equal(valueOf(tags, 'og:url').content, address);
    assert.equal(valueOf(tags, 'og:image').content, `${address}preview.png`);
    assert.equal(valueOf(tags, 'twitter:card').content, 'summary_large_image');
    const { content: width } = valueOf(tags, 'og:image:width');
    assert.deepEqual(sizeOf('preview.png'), [Number(width), 630]);
    const texts = site.siteTexts(address);
    assert.match(texts.get('robots.txt'), /\nSitemap: https:\/\/lab\.example\/some\/folder\/sitemap\.xml\n$/);
    assert.match(texts.get('sitemap.xml'), /<loc>https:\/\/lab\.example\/some\/folder\/<\/loc>/);
    assert.ok(site.sitePictures(address).includes('preview.png'));
  });

  it('takes an address with or without a slash at its end, and refuses what is none', () => {
    assert.equal(site.siteUrlOf(undefined), '');
    assert.equal(site.siteUrlOf(''), '');
    assert.equal(site.siteUrlOf('https://lab.example/some/folder'), address);
    assert.equal(site.siteUrlOf('https://lab.example'), 'https://lab.example/');
    for (const wrong of [
      'lab.example',
      'ftp://lab.example/',
      'https://lab.example/?a',
      'https://lab.example/#a',
    ])
      assert.throws(() => site.siteUrlOf(wrong), /SITE_URL: expected an address such as/);
  });
});
