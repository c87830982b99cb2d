import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Match } from '../../server/routing/facts'
import { firstMatch } from '../../server/routing/match'
import { type conversation, facts } from '../support/builders'

type Mail = Parameters<typeof conversation>[0]

const found = (match: Match, mail: Mail) =>
  firstMatch([match], facts({ conversation: { subject: '', ...mail } }), 'from')?.evidence ?? null

describe('words', () => {
  it.each([
    ['the word itself', 'refund', 'A refund, please'],
    ['another case', 'Refund', 'REFUND'],
    ['the start of a longer word', 'refund', 'Three refunds'],
    ['accents only in the mail', 'remboursement', 'Rembourśément'],
    ['accents only in the rules', 'échange', 'ECHANGE'],
    ['a phrase over a line break', 'charged twice', 'I was charged\n  twice'],
    ['a phrase after punctuation', 'money back', '(money back!)'],
    ['another apostrophe', "can't log in", 'I can’t log in'],
    ['sharp s', 'Straße', 'STRASSE 5'],
    ['a number', '500', 'Error 500'],
    ['a sign at the start', '#4411', 'order#4411'],
    ['one letter', 'a', 'b a b'],
    ['Greek at the end of a word', 'ΟΔΟΣ', 'μια οδός'],
    ['Arabic', 'استرداد', 'أريد استرداد المبلغ'],
    ['Arabic with its vowels written', 'شكرا', 'شُكْرًا'],
    ['a letter that only looks like one with an accent', 'platnosc', 'Płatność'],
    ['two letters written as one', 'oeuvre', 'Œuvre'],
    ['a word with a soft hyphen', 'refund', 're\u00adfund'],
    ['Japanese within a sentence', '返金', '注文の返金をお願いします'],
    ['Japanese after other letters', 'エラー', 'APIエラー'],
    ['other letters after Japanese', 'api', '注文API'],
    ['Thai within a sentence', 'คืนเงิน', 'ฉันต้องการคืนเงินค่ะ'],
    ['Korean with a particle', '환불', '환불을 원합니다'],
  ])('are found as %s', (_, word, subject) => {
    expect(found({ words: [word] }, { subject })).toEqual([{ where: 'subject', text: word }])
  })

  it.each([
    ['inside a word', 'fund', 'A refund, please'],
    ['after a digit', 'a', '4a'],
    ['with a word between', 'charged twice', 'charged me twice'],
    ['when the mail ends too soon', 'refunds', 'refund'],
    ['in no text at all', 'refund', ''],
    ['after a letter with an accent', 'fund', 'réfund ŕ́fund'],
    ['where Japanese has another sound', 'はは', 'ばば'],
    ['where Korean has another syllable', '가', '각'],
    ['where Thai has another tone', 'ขาว', 'ข่าว'],
    ['within a Hindi word', 'पसी', 'वापसी'],
  ])('are not found %s', (_, word, subject) => {
    expect(found({ words: [word] }, { subject })).toBeNull()
  })

  it('are looked for in the subject, then in the preview', () => {
    const mail = { subject: 'Refund', preview: 'Refund me, I was charged twice' }
    expect(found({ words: ['charged twice', 'lawyer', 'refund'] }, mail)).toEqual([
      { where: 'preview', text: 'charged twice' },
      { where: 'subject', text: 'refund' },
    ])
    expect(found({ words: ['charged twice'] }, mail)).toEqual([{ where: 'preview', text: 'charged twice' }])
    expect(found({ subject: ['charged twice'] }, mail)).toBeNull()
  })
})

describe('addresses', () => {
  const from = (address: string) => ({ from: { name: 'Some One', address } })

  it.each([
    ['a local part', 'mailer-daemon@', 'MAILER-DAEMON@mail.example'],
    ['the start of an address', 'no-reply@newsletter.', 'no-reply@newsletter.shop.example'],
    ['the whole of it', 'dana@customer.example', 'Dana@Customer.example'],
    ['a domain', 'customer.example', 'dana@customer.example'],
    ['a parent domain', 'customer.example', 'dana@mail.eu.customer.example'],
    ['a domain with its @', '@customer.example', 'dana@customer.example'],
    ['a parent domain with its dot', '.customer.example', 'dana@mail.customer.example'],
    ['a phone number', '+4930', '+493012345'],
  ])('match by %s', (_, text, address) => {
    expect(found({ from: [text] }, from(address))).toEqual([{ where: 'from', text }])
  })

  it.each([
    ['within the local part', 'reply@', 'no-reply@x.example'],
    ['within a domain', 'mer.example', 'dana@customer.example'],
    ['in the name', 'some', 'dana@customer.example'],
    ['a parent domain with an @', '@customer.example', 'dana@mail.customer.example'],
  ])('do not match %s', (_, text, address) => {
    expect(found({ from: [text] }, from(address))).toBeNull()
  })

  it('of recipients match when any of them does', () => {
    const to = [
      { name: null, address: 'support@harborpine.example' },
      { name: null, address: 'billing@harborpine.example' },
    ]
    expect(found({ to: ['billing@'] }, { to })).toEqual([{ where: 'to', text: 'billing@' }])
  })

  it('are the reply-to when it counts as the sender and there is one', () => {
    const mail = facts({
      conversation: {
        ...from('forms@harborpine.example'),
        replyTo: [{ name: null, address: 'dana@customer.example' }],
      },
    })
    const bySender = (text: string) => firstMatch([{ from: [text] }], mail, 'reply-to before from')
    expect(bySender('dana@')?.evidence).toEqual([{ where: 'reply-to', text: 'dana@' }])
    expect(bySender('forms@')).toBeNull()
    expect(
      firstMatch([{ from: ['forms@'] }], facts({ conversation: from('forms@x.example') }), 'reply-to before from')
        ?.index,
    ).toBe(0)
  })

  it('are missing on a conversation that nobody sent', () => {
    expect(found({ from: ['a'] }, { from: null })).toBeNull()
  })
})

describe('labels', () => {
  const mail = { labels: [{ id: '7c1e', path: 'Topic/Refund' }] }
  it.each(['7C1E', 'topic/refund'])('match by %s', (label) => {
    expect(found({ label: [label] }, mail)).toEqual([{ where: 'label', text: 'Topic/Refund' }])
  })
  it.each(['Refund', 'Topic', 'Topic/Refunds'])('do not match by %s', (label) => {
    expect(found({ label: [label] }, mail)).toBeNull()
  })
})

describe('a match', () => {
  const mail = { subject: 'Refund', to: [{ name: null, address: 'billing@harborpine.example' }] }

  it('needs every condition', () => {
    expect(found({ words: ['refund'], to: ['billing@'] }, mail)).toHaveLength(2)
    expect(found({ words: ['refund'], to: ['sales@'] }, mail)).toBeNull()
  })

  it('needs one of any, and shows all that hold', () => {
    expect(found({ any: [{ words: ['lawyer'] }, { to: ['billing@'] }] }, mail)).toEqual([
      { where: 'to', text: 'billing@' },
    ])
    expect(found({ any: [{ words: ['refund'] }, { any: [{ to: ['billing@'] }] }] }, mail)).toHaveLength(2)
    expect(found({ any: [{ words: ['lawyer'] }], words: ['refund'] }, mail)).toBeNull()
  })

  it.each<[string, Match[], number]>([
    ['of those with words', [{ words: ['lawyer'] }, { words: ['refund'] }, { subject: ['refund'] }], 1],
    ['also before one with words', [{ to: ['billing@'] }, { words: ['refund'] }], 0],
    [
      'also after one whose words are found but not the rest',
      [{ words: ['refund'], to: ['sales@'] }, { to: ['b'] }],
      1,
    ],
    ['also by what needs no words', [{ any: [{ words: ['lawyer'] }, { to: ['billing@'] }] }, { words: ['refund'] }], 0],
    ['also by words within any', [{ any: [{ words: ['lawyer'] }, { any: [{ subject: ['ref'] }] }] }, { to: ['b'] }], 0],
  ])('that stands first wins, %s', (_, matches, index) => {
    expect(firstMatch(matches, facts({ conversation: mail }), 'from')?.index).toBe(index)
  })

  it('holds among many as it does alone', () => {
    const texts = fc.array(fc.constantFrom('re', 'refund', 'refund me', 'ref', 'a', 'an', 'lawyer'), { minLength: 1 })
    const plain = fc.record(
      { words: texts, subject: texts, to: fc.constantFrom(['billing@'], ['sales@']) },
      { requiredKeys: [] },
    )
    const nested = fc.record({ any: fc.array(plain, { minLength: 1 }), words: texts }, { requiredKeys: ['any'] })
    const texted = fc.constantFrom('', 'Refund', 'An answer', 'Refund me', 'Dear lawyer')
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, nested)), texted, texted, (matches, subject, preview) => {
        const arrived = facts({ conversation: { ...mail, subject, preview } })
        const alone = matches.findIndex((match) => firstMatch([match], arrived, 'from') !== null)
        expect(firstMatch(matches, arrived, 'from')?.index ?? -1).toBe(alone)
      }),
    )
  })
})
