variable "name" { type = string }
variable "upstream" { type = string }

resource "aws_iam_role" "this" {
  name = "worker-${var.name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.upstream } }]
  })
}

resource "aws_iam_role_policy" "this" {
  count = 2
  name  = "part-${count.index}"
  role  = aws_iam_role.this.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = count.index == 0 ? "s3:ListAllMyBuckets" : "sqs:ListQueues", Resource = "*" }]
  })
}

output "role_arn" {
  value = aws_iam_role.this.arn
}
