/** What customers of the sample organization write. `{order}` becomes a number. */
export interface SampleMail {
  from: string
  name: string
  subject: string
  text: string
  team: string
  channel?: 'sms'
  replyTo?: string
}

export const sampleMails: SampleMail[] = [
  {
    from: 'dana.whitfield@customer.example',
    name: 'Dana Whitfield',
    subject: 'Charged twice for order {order}',
    text: 'Hello,\n\nmy card shows two payments of 86.40 for the same order. Could you check and return one of them?\n\nDana',
    team: 'Support',
  },
  {
    from: 'omar@freightco.example',
    name: 'Omar Haddad',
    subject: 'Where is my parcel?',
    text: 'Order {order} left your depot a week ago and the tracking page has not moved since. Is it lost?',
    team: 'Support',
  },
  {
    from: 'amelie.durand@voiles.example',
    name: 'Amélie Durand',
    subject: 'Remboursement de la commande {order}',
    text: 'Bonjour,\n\nj’ai été débitée deux fois pour la même commande. Pouvez-vous me rembourser le second paiement ?\n\nMerci,\nAmélie',
    team: 'Billing',
  },
  {
    from: 'jonas.keller@werft.example',
    name: 'Jonas Keller',
    subject: 'Fehlermeldung beim Bezahlen',
    text: 'Guten Tag,\n\nbeim Bezahlen der Bestellung {order} kommt eine Fehlermeldung: „Sitzung abgelaufen“. Der Warenkorb ist danach leer. Was kann ich tun?',
    team: 'Support',
  },
  {
    from: 'tanaka.yui@example.jp.example',
    name: '田中 結衣',
    subject: '荷物が届きません（注文 {order}）',
    text: 'お世話になっております。先週注文した荷物がまだ届いておりません。配送状況を教えていただけますでしょうか。',
    team: 'Support',
  },
  {
    from: 'noura@example.ae.example',
    name: 'نورة السالم',
    subject: 'طلب استرداد المبلغ {order}',
    text: 'مرحبا، وصلني الطلب ناقصا وأود استرداد المبلغ من فضلكم. شكرا جزيلا على المساعدة.',
    team: 'Billing',
  },
  {
    from: 'dev@acme.example',
    name: 'Priscilla Vance',
    subject: 'URGENT: your API answers error 500',
    text: 'Since 09:10 every call to the orders API returns error 500. Our shop cannot sell anything. Please look at this now.',
    team: 'Specialists',
  },
  {
    from: 'webmaster@northwind.example',
    name: 'Ravi Shah',
    subject: 'Webhook deliveries stopped on Tuesday',
    text: 'Our endpoint has not received a webhook since Tuesday afternoon. Nothing changed on our side. Can you replay them?',
    team: 'Specialists',
  },
  {
    from: 'buyer@coastalhotels.example',
    name: 'Margit Sørensen',
    subject: 'Quote for 40 deck chairs',
    text: 'We are refitting two terraces in spring and need 40 folding deck chairs in teak. What would wholesale pricing look like?',
    team: 'Sales',
  },
  {
    from: 'compras@marinasol.example',
    name: 'Lucía Fernández',
    subject: 'Presupuesto para 12 mesas',
    text: 'Hola, ¿podrían enviarnos un presupuesto para doce mesas de exterior, con entrega en Valencia antes de mayo?',
    team: 'Sales',
  },
  {
    from: 'books@ledgerline.example',
    name: 'Helen Ashby',
    subject: 'Invoice for October',
    text: 'I can find every invoice but October’s. Could you send it again, with our VAT number on it please?',
    team: 'Billing',
  },
  {
    from: 'thomas.meyer@hafen.example',
    name: 'Thomas Meyer',
    subject: 'Rechnung {order} doppelt abgebucht',
    text: 'Guten Tag, die Rechnung {order} wurde zweimal abgebucht. Bitte erstatten Sie den zweiten Betrag. Vielen Dank!',
    team: 'Billing',
  },
  {
    from: '+15550100142',
    name: '+15550100142',
    subject: 'SMS with +15550100142',
    text: 'Is my parcel on the truck today? I can only be home until two.',
    team: 'Support',
    channel: 'sms',
  },
  {
    from: 'kwame.mensah@customer.example',
    name: 'Kwame Mensah',
    subject: 'Wrong size, exchange please',
    text: 'The jacket from order {order} is lovely and two sizes too small. Can I exchange it for an XL?',
    team: 'Support',
  },
  {
    from: 'no-reply@newsletter.sailnews.example',
    name: 'Sail News',
    subject: 'This week: winter covers compared',
    text: 'You receive this newsletter because you subscribed at a boat show. Unsubscribe at any time.',
    team: 'Support',
  },
  {
    from: 'peter.lind@customer.example',
    name: 'Peter Lind',
    subject: 'Automatic reply: your order has shipped',
    text: 'I am out of the office until Monday and read mail only now and then.',
    team: 'Support',
  },
  {
    from: 'mallory@prankster.example',
    name: '<b>Mallory</b>',
    subject: '<script>alert("hi")</script> **Refund** [click me](https://evil.example)',
    text: 'Dear team,\n\n# I am a heading\n<img src=x onerror=alert(1)> Please refund order {order}.',
    team: 'Support',
  },
  {
    from: 'ines.costa@customer.example',
    name: 'Inês Costa',
    subject: 'Cannot log in after changing my password',
    text: 'Since I changed my password the login page sends me back to itself. I tried two browsers. Order {order} is waiting.',
    team: 'Support',
  },
  {
    from: 'camille@atelier.example',
    name: 'Camille Petit',
    subject: 'Livraison en retard, commande {order}',
    text: 'Bonjour, la livraison était promise pour mardi. Où se trouve mon colis ? J’en ai besoin avant samedi.',
    team: 'Support',
  },
  {
    from: 'yuki@studio.example',
    name: '山本 ゆき',
    subject: '見積もりのお願い',
    text: '展示会用に椅子を二十脚検討しております。見積もりをお送りいただけますか。納期も教えてください。',
    team: 'Sales',
  },
  {
    from: 'form@harborpine-shop.example',
    name: 'Shop contact form',
    subject: 'Question from the shop: does the lantern float?',
    text: 'Does the harbour lantern float when it falls into the water, and for how long?',
    team: 'Support',
    replyTo: 'grace.holm@customer.example',
  },
  {
    from: 'ombudsman@consumer.example',
    name: 'Consumer Advice Bureau',
    subject: 'Complaint about order {order}',
    text: 'We write for our member, who was promised a refund in September and has not seen it. Please answer within five days.',
    team: 'Billing',
  },
]

/** What a customer adds when nothing happens, or once they were answered. */
export const followUps = [
  'Any news on this?',
  'Thank you, that helps. One more question: does the guarantee still hold?',
  'I have waited since yesterday. Could somebody please answer?',
  'Perfect, thanks a lot!',
  'Merci beaucoup pour votre réponse rapide.',
]

/** What simulated colleagues answer. */
export const answers = [
  'Hello,\n\nthank you for writing. I have looked into it and will send you the details within the hour.',
  'Good day,\n\nI found it: everything is on its way now. Please tell me if anything is still missing.',
  'Hello,\n\nsorry for the trouble. It is settled on our side; you will see it within three working days.',
]
