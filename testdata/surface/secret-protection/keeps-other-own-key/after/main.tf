resource "aws_kms_key" "data" {
  enable_key_rotation = true
}

resource "aws_kms_key" "other" {
  enable_key_rotation = true
}

resource "aws_secretsmanager_secret" "db" {
  name       = "prod/db"
  kms_key_id = aws_kms_key.other.arn
}
