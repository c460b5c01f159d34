resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_user_login_profile" "ci" {
  user = aws_iam_user.ci.name
}
