# The policy of a Glacier vault.
resource "aws_glacier_vault" "archive" {
  name = "archive"
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::111122223333:root"
        }
        Action   = "glacier:*"
        Resource = "arn:aws:glacier:eu-west-1:111122223333:vaults/archive"
      },
    ]
  })
}
