resource "aws_sns_topic" "news" {
  name = "news"
}

resource "aws_iam_user" "ci" {
  name = "ci"
}
