# Everybody may put an image into a repository.
resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecr_repository_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "ecr:PutImage"
        Condition = {
          StringEquals = {
            "aws:PrincipalOrgID" = "o-abcdefghij"
          }
        }
      },
    ]
  })
}
