"""What a paper asks of its readers."""

import pytest

from transforms.invitations import is_invitation


@pytest.mark.parametrize(
    "text",
    [
        "For all latest news, follow The Ferry Post's Google News channel.",
        "Stay up to date. Follow us on WhatsApp Channels!",
        "The Ferry Daily newsletter has all you need to start your day. Sign up here.",
        "A letter tells the week's news every Friday. Sign up here to stay connected.",
        "For news of the Sound, sign up for ferry alerts delivered to you when they happen.",
        "By providing your email address, you have read and agree to The Post's Terms of Use.",
        "Folgen Sie uns auf WhatsApp",
        "Suscríbete a nuestra newsletter",
        "Get the harbour's news delivered straight to your inbox.",
        "The stories of the harbour, every morning in your inbox.",
        "Top headlines sent to your inbox",
        "Never miss a boat. Choose a newsletter to have the news sent directly to your inbox",
        "Recevez chaque matin les nouvelles du port dans votre boîte mail.",
        "Recibe las noticias del puerto en tu correo",
        "Receba as notícias: siga o canal do Correio no WhatsApp",
        "Ikuti saluran kami di WhatsApp.",
        "What do you think? Let us know in the comments.",
        "Write to us in the comments below",
        "Schreiben Sie uns Ihre Meinung in die Kommentare!",
        "Dites-nous ce que vous en pensez dans les commentaires",
        "Déjanos tu opinión en los comentarios.",
        "Deixe sua opinião nos comentários",
        "Facci sapere cosa ne pensi nei commenti.",
        "Stay up to date with the latest news by joining our Telegram channel.",
        "Do you have a story to share? Contact our newsroom at news@quay.example.",
        "Have a news tip? Email us.",
        "To read this article in full, subscribe now.",
        "To continue reading this story, log in or register.",
        "Thank you for subscribing!",
        "You have successfully subscribed.",
        "Was this article helpful?",
        "Support independent journalism. Donate today.",
        "Become a member today and support our work.",
        "This content is not available due to your privacy preferences.",
    ],
)
def test_invitations(text: str) -> None:
    assert is_invitation(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thousands follow the ferryman on WhatsApp.",
        "The bank never asks you to get a code that was sent to your inbox.",
        "Have you noticed how many news alerts land in your inbox?",
        "He has the news in your inbox.",
        "Every story ends in your inbox.",
        "Recibe 300 cartas al año por correo.",
        "Recibe tu correo sin miedo, dijo el cartero.",
        "Erhalten Sie eine solche Nachricht in Ihrem Postfach, löschen Sie sie sofort.",
        "Police warn: have you had alerts of the bank to your inbox?",
        "Have the islanders read the news? They get it a day late, by boat.",
        "The islanders were asked to follow the news on Telegram.",
        "Follow the shore for a mile. The ferryman has no WhatsApp and wants none of it on board.",
        "More than 200 islanders signed up for the newsletter of the harbour.",
        "By submitting the plans you love, the mayor said, she had hoped to save the quay.",
        "Sign up for the ferry closed at noon, and forty were left on the quay.",
        "Follow us on WhatsApp. " * 20,
        "They tell us of the comments that they had.",
        "The mayor asked for their views in the comments of a page that the council had made.",
        "Do you have a story to tell? The islanders have hundreds.",
        "To read the story of the ferry is to know the island.",
        "Thank you for the fish, the baker said.",
        "Support local hospitals received fell today.",
        "Support for the newsroom grew.",
        "Become a member of the council and you will know, she said.",
        "This video is not available in the archive.",
    ],
)
def test_no_invitations(text: str) -> None:
    assert not is_invitation(text)
