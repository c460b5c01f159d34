provider "aws" {
  region = "us-east-1"
}
data "aws_caller_identity" "me" {}
resource "aws_sns_topic" "t" {
  name = "t"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.me.account_id } } }] })
}
