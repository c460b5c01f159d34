terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = {
      owner = "harbour-platform"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "ledger_password" {
  type      = string
  sensitive = true
  default   = "placeholder-not-a-secret"
}

variable "github_repo" {
  type    = string
  default = "quayside/ledger"
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  readers = {
    "ana.lind"        = "finance"
    "o\"brien"        = "support"
    "svc/nightly"     = "batch"
    "back\\slash"     = "odd"
    "dollar$${brace}" = "odd"
  }
}

# --- trust documents that name a role created in the same plan (unknown documents)

resource "aws_iam_role" "gateway" {
  name               = "harbour-gateway"
  assume_role_policy = data.aws_iam_policy_document.ecs_trust.json
}

resource "aws_iam_role" "ledger" {
  name = "harbour-ledger"
  path = "/ledger/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Gateway", Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_role.gateway.arn } },
      { Sid = "Lambda", Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }
    ]
  })
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 7200
}

resource "aws_iam_role" "breakglass" {
  name = "harbour-breakglass"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::${local.account}:root" }
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}

data "aws_iam_policy_document" "ecs_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

# --- a document over new arns: its read is deferred to apply

data "aws_iam_policy_document" "ledger" {
  statement {
    sid       = "Queue"
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.postings.arn]
  }
  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = [aws_kms_key.ledger.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sqs.${var.region}.amazonaws.com"]
    }
  }
  statement {
    sid       = "Static"
    actions   = ["iam:PassRole"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "ledger" {
  name   = "ledger-inline"
  role   = aws_iam_role.ledger.id
  policy = data.aws_iam_policy_document.ledger.json
}

resource "aws_iam_policy" "boundary" {
  name = "harbour-boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }]
  })
}

resource "aws_iam_policy" "observe" {
  name_prefix = "harbour-observe-"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["logs:Get*", "logs:Describe*"], Resource = "arn:aws:logs:*:${local.account}:log-group:*" }]
  })
}

resource "aws_iam_role_policy_attachment" "ledger_observe" {
  role       = aws_iam_role.ledger.name
  policy_arn = aws_iam_policy.observe.arn
}

resource "aws_iam_role_policy_attachment" "breakglass_admin" {
  role       = aws_iam_role.breakglass.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AdministratorAccess"
}

# --- instance profile, launch

resource "aws_iam_role" "bastion" {
  name_prefix = "harbour-bastion-"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = ["sts:AssumeRole"], Principal = { Service = ["ec2.amazonaws.com"] } }
  })
}

resource "aws_iam_instance_profile" "bastion" {
  name = "harbour-bastion"
  role = aws_iam_role.bastion.name
}

resource "aws_instance" "bastion" {
  count                = 2
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.bastion.name
  user_data            = "#!/bin/sh\necho ready\n"
  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }
}

# --- lambda

resource "aws_lambda_function" "settle" {
  function_name = "harbour-settle"
  role          = aws_iam_role.ledger.arn
  handler       = "i.h"
  runtime       = "python3.13"
  filename      = "job.zip"
  environment {
    variables = {
      QUEUE    = aws_sqs_queue.postings.url
      MODE     = "strict"
      PASSWORD = var.ledger_password
    }
  }
}

resource "aws_lambda_permission" "events" {
  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.settle.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.nightly.arn
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "harbour-nightly"
  schedule_expression = "cron(0 2 * * ? *)"
}

# --- users and groups, for_each keys with dots, quotes, slashes

resource "aws_iam_user" "reader" {
  for_each = local.readers
  name     = "reader-${index(sort(keys(local.readers)), each.key)}"
  tags     = { team = each.value }
}

resource "aws_iam_group" "readers" {
  name = "harbour-readers"
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = aws_iam_group.readers.name
  users = [for u in aws_iam_user.reader : u.name]
}

resource "aws_iam_user_group_membership" "ana" {
  user   = aws_iam_user.reader["ana.lind"].name
  groups = [aws_iam_group.readers.name, "auditors"]
}

resource "aws_iam_group_policy" "readers" {
  name  = "read"
  group = aws_iam_group.readers.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.archive.arn}/*" }]
  })
}

resource "aws_iam_group_policy_attachment" "readers" {
  group      = aws_iam_group.readers.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_user_policy" "ana" {
  name = "assume"
  user = aws_iam_user.reader["ana.lind"].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.breakglass.arn }]
  })
}

resource "aws_iam_access_key" "nightly" {
  user = aws_iam_user.reader["svc/nightly"].name
}

# --- resource policies

resource "aws_secretsmanager_secret" "ledger" {
  name = "harbour/ledger"
}

resource "aws_secretsmanager_secret_version" "ledger" {
  secret_id     = aws_secretsmanager_secret.ledger.id
  secret_string = var.ledger_password
}

resource "aws_secretsmanager_secret_policy" "ledger" {
  secret_arn = aws_secretsmanager_secret.ledger.arn
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Principal = { AWS = aws_iam_role.ledger.arn } }]
  })
}

resource "aws_kms_key" "ledger" {
  description = "ledger"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Root", Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "arn:aws:iam::${local.account}:root" } },
      { Sid = "Partner", Effect = "Allow", Action = ["kms:Decrypt", "kms:CreateGrant"], Resource = "*", Principal = { AWS = "arn:aws:iam::665544332211:root" } }
    ]
  })
}

resource "aws_kms_alias" "ledger" {
  name          = "alias/harbour-ledger"
  target_key_id = aws_kms_key.ledger.key_id
}

resource "aws_sqs_queue" "postings" {
  name              = "harbour-postings"
  kms_master_key_id = aws_kms_key.ledger.arn
}

resource "aws_sqs_queue_policy" "postings" {
  queue_url = aws_sqs_queue.postings.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.postings.arn
      Principal = { Service = "sns.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.postings.arn } }
    }]
  })
}

resource "aws_sns_topic" "postings" {
  name = "harbour-postings"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*", Principal = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-quay123456" } } }]
  })
}

resource "aws_sns_topic_subscription" "postings" {
  topic_arn = aws_sns_topic.postings.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.postings.arn
}

resource "aws_s3_bucket" "archive" {
  bucket = "harbour-archive-${local.account}"
}

resource "aws_s3_bucket_policy" "archive" {
  bucket = aws_s3_bucket.archive.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.archive.arn}/public/*", Principal = "*" },
      { Effect = "Deny", Action = "s3:*", Resource = [aws_s3_bucket.archive.arn, "${aws_s3_bucket.archive.arn}/*"], NotPrincipal = { AWS = [aws_iam_role.ledger.arn] } }
    ]
  })
}

resource "aws_s3_bucket_public_access_block" "archive" {
  bucket              = aws_s3_bucket.archive.id
  block_public_acls   = true
  block_public_policy = false
}

# --- ecs

resource "aws_iam_role" "ecs_exec" {
  name               = "harbour-ecs-exec"
  assume_role_policy = data.aws_iam_policy_document.ecs_trust.json
}

resource "aws_iam_role_policy_attachment" "ecs_exec" {
  role       = aws_iam_role.ecs_exec.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_ecs_cluster" "main" {
  name = "harbour"
}

resource "aws_ecs_task_definition" "gateway" {
  family                   = "harbour-gateway"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  task_role_arn            = aws_iam_role.gateway.arn
  execution_role_arn       = aws_iam_role.ecs_exec.arn
  container_definitions = jsonencode([{
    name    = "gateway"
    image   = "public.ecr.aws/nginx/nginx:stable"
    secrets = [{ name = "LEDGER", valueFrom = aws_secretsmanager_secret.ledger.arn }]
  }])
}

resource "aws_ecs_service" "gateway" {
  name                   = "gateway"
  cluster                = aws_ecs_cluster.main.id
  task_definition        = aws_ecs_task_definition.gateway.arn
  desired_count          = 1
  launch_type            = "FARGATE"
  enable_execute_command = true
  network_configuration {
    subnets = ["subnet-0aa11bb22cc33dd44"]
  }
}

# --- organization guard rail

resource "aws_organizations_policy" "guard" {
  name = "harbour-guard"
  type = "SERVICE_CONTROL_POLICY"
  content = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = ["cloudtrail:StopLogging", "organizations:LeaveOrganization"], Resource = "*" }]
  })
}

resource "aws_organizations_policy_attachment" "guard" {
  policy_id = aws_organizations_policy.guard.id
  target_id = local.account
}

# --- federation

resource "aws_iam_openid_connect_provider" "github" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
}

data "aws_iam_policy_document" "github_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_repo}:*"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "github" {
  name               = "harbour-github"
  assume_role_policy = data.aws_iam_policy_document.github_trust.json
}

resource "aws_iam_role" "github_inline" {
  name = "harbour-github-inline"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::${local.account}:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:${var.github_repo}:ref:refs/heads/*" } }
    }]
  })
}

# --- modules two deep

module "squad" {
  source   = "./modules/squad"
  for_each = { "north.quay" = ["pilot", "tug"], south = ["crane"] }

  name     = each.key
  workers  = each.value
  upstream = aws_iam_role.gateway.arn
}

output "ledger_role" {
  value = aws_iam_role.ledger.arn
}

output "password" {
  value     = var.ledger_password
  sensitive = true
}
