# A small platform. `tests/it/neutral.rs` edits it in ways that move no trust.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

variable "workers" {
  type    = number
  default = 2
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
  tags       = { Name = "main" }
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.20.1.0/24"
  tags       = { Name = "private" }
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "from the network"
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "resize" {
  name               = "resize"
  description        = "resizes pictures"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_policy" "resize" {
  name = "resize"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Pictures", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.pictures.arn}/*" },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "resize" {
  role       = aws_iam_role.resize.name
  policy_arn = aws_iam_policy.resize.arn
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  description   = "makes pictures small"
  role          = aws_iam_role.resize.arn
  runtime       = "python3.13"
  handler       = "resize.handler"
  filename      = "resize.zip"
  memory_size   = 256
  timeout       = 10
}

resource "aws_s3_bucket" "pictures" {
  bucket = "acme-pictures-123456789012"
  tags   = { team = "web" }
}

resource "aws_s3_bucket_lifecycle_configuration" "pictures" {
  bucket = aws_s3_bucket.pictures.id
  rule {
    id     = "colder"
    status = "Enabled"
    filter {
      prefix = "originals/"
    }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_instance" "worker" {
  count                  = var.workers
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.app.id]
  monitoring             = false
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    volume_size = 20
    encrypted   = true
  }
  tags = { Name = "worker-${count.index}" }
}

resource "aws_ebs_volume" "scratch" {
  availability_zone = "eu-west-1a"
  size              = 40
  encrypted         = true
}

resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 1
  max_size            = 3
  desired_capacity    = 1
  vpc_zone_identifier = [aws_subnet.private.id]
  launch_template {
    id      = aws_launch_template.web.id
    version = "$Latest"
  }
}

resource "aws_lb" "inside" {
  name               = "inside"
  internal           = true
  load_balancer_type = "application"
  subnets            = [aws_subnet.private.id]
  security_groups    = [aws_security_group.app.id]
  idle_timeout       = 60
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 8443
  protocol = "HTTPS"
  vpc_id   = aws_vpc.main.id
  health_check {
    path     = "/health"
    interval = 30
  }
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  instance_class              = "db.t4g.small"
  allocated_storage           = 50
  username                    = "orders"
  manage_master_user_password = true
  publicly_accessible         = false
  storage_encrypted           = true
  backup_window               = "03:00-04:00"
  skip_final_snapshot         = true
}

resource "aws_elasticache_cluster" "sessions" {
  cluster_id      = "sessions"
  engine          = "memcached"
  node_type       = "cache.t4g.small"
  num_cache_nodes = 1
}

resource "aws_dynamodb_table" "carts" {
  name           = "carts"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 5
  hash_key       = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sqs_queue" "jobs" {
  for_each                   = toset(["thumbnails"])
  name                       = each.key
  visibility_timeout_seconds = 30
}

resource "aws_sns_topic" "news" {
  name         = "news"
  display_name = "News"
}

resource "aws_cloudwatch_log_group" "resize" {
  name              = "/aws/lambda/resize"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name          = "busy"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 300
  statistic           = "Average"
  threshold           = 80
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "web", image = "registry.example.com/web:1", essential = true }])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = [aws_subnet.private.id]
    security_groups = [aws_security_group.app.id]
  }
}

resource "aws_ecr_repository" "web" {
  name = "web"
}

resource "aws_secretsmanager_secret" "mail" {
  name        = "mail"
  description = "for the mail server"
}

resource "aws_ssm_parameter" "colour" {
  name  = "/web/colour"
  type  = "String"
  value = "blue"
}

resource "aws_kms_key" "data" {
  description         = "data at rest"
  enable_key_rotation = true
}

resource "aws_route53_zone" "inside" {
  name    = "inside.example.com"
  comment = "inside"
  vpc {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_efs_file_system" "shared" {
  encrypted        = true
  throughput_mode  = "bursting"
  performance_mode = "generalPurpose"
}
