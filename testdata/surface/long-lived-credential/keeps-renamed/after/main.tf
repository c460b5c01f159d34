resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "pipeline" {
  user = aws_iam_user.ci.name
}
